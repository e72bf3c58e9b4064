from lingdang.kernel.errors import Incomplete
from lingdang.people.public import blind_index, normal_phone


def index_of_phone(text: str) -> str | None:
    """Where a telephone number would be found; none when it is not one."""
    try:
        return blind_index(f"phone:{normal_phone(text)}")
    except Incomplete:
        return None
