from lingdang.dossiers.models.beside import Agreement, Document, Party, Reply, Session, Transfer
from lingdang.dossiers.models.care import CareEntry, CareQuerySet, CareVisit
from lingdang.dossiers.models.errand import Errand, Paper, Service

__all__ = [
    "Agreement",
    "CareEntry",
    "CareQuerySet",
    "CareVisit",
    "Document",
    "Errand",
    "Paper",
    "Party",
    "Reply",
    "Service",
    "Session",
    "Transfer",
]
