"""How much of one file is read: body, headers and footers together. More than that is refused."""

from service.errors import UnreadableInput

MAX_PARAGRAPHS = 20_000
MAX_LETTERS = 3_000_000  # some 1,200 pages
TOO_LONG = "Tệp có đoạn quá dài hoặc quá nhiều chữ để kiểm tra. Hãy tách đoạn, tách tệp rồi kiểm tra lại."


class Budget:
    """What has been read of one package; stories that share it share its limits."""

    def __init__(self) -> None:
        self._paragraphs = self._letters = 0

    def take(self, *, paragraphs: int = 0, letters: int = 0) -> None:
        """Count what is read. Raises UnreadableInput for more than any document holds."""
        self._paragraphs += paragraphs
        self._letters += letters
        if self._paragraphs > MAX_PARAGRAPHS:
            raise UnreadableInput(
                f"Tệp có hơn {MAX_PARAGRAPHS} đoạn, quá lớn để kiểm tra. Hãy tách tệp rồi kiểm tra lại."
            )
        if self._letters > MAX_LETTERS:
            raise UnreadableInput(TOO_LONG)
