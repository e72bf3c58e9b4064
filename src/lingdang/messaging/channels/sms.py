"""By text message, through the one client that sign-in codes go through too."""

from lingdang.messaging.channels.letters import Letter, plain
from lingdang.people.public import Text, send_text

MOST_BYTES = 1000


def send(letter: Letter) -> str:
    return send_text(
        Text(
            id=letter.id,
            phone=letter.address,
            words=plain(letter, MOST_BYTES),
            template=letter.template,
            params=letter.params,
        )
    )
