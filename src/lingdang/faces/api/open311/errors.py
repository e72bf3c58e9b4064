"""What GeoReport refuses: an array of code and description, under the right status."""


class Refused(Exception):
    """One or several sentences, all with the same status."""

    def __init__(self, status: int, *sentences: str) -> None:
        super().__init__(status, *sentences)
        self.status = status
        self.sentences = sentences
