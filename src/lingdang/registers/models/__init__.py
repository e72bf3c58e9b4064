from lingdang.registers.models.entry import Claim, Entry
from lingdang.registers.models.load import Chunk, Import, Trouble
from lingdang.registers.models.register import Register, Version

__all__ = ["Chunk", "Claim", "Entry", "Import", "Register", "Trouble", "Version"]
