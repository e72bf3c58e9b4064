from lingdang.standards.services.procedures import import_procedures, set_procedure

__all__ = ["import_procedures", "set_procedure"]
