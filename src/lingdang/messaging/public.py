"""The door to messages: tell people, in the product and outside it.

More than 20 names: it serves who tells, who reads, who chooses how, and who looks after it all.
"""

from lingdang.messaging.channels.push import public_key
from lingdang.messaging.channels.wechat_page import PageSignature, sign_page, wechat_pages
from lingdang.messaging.enums import (
    BY_ADDRESS,
    BY_TEMPLATE,
    PERSONAL,
    ROBOTS,
    Channel,
    Ending,
    Rhythm,
    Sending,
)
from lingdang.messaging.leading import lead_by
from lingdang.messaging.models import (
    Device,
    Message,
    MessageQuerySet,
    Outgoing,
    OutgoingQuerySet,
    OwnWords,
    Preference,
    ProviderTemplate,
    Robot,
)
from lingdang.messaging.queries.devices import device_name, devices_for
from lingdang.messaging.queries.inbox import (
    MOST_COUNTED,
    Shown,
    inbox_for,
    message_for,
    shown,
    unread,
)
from lingdang.messaging.queries.outgoing import (
    EVERYTHING,
    addressee_of,
    outgoing_for,
)
from lingdang.messaging.queries.persons import preference_of, reached_by
from lingdang.messaging.queries.words import own_words, robots_for, templates_of
from lingdang.messaging.services.again import MOST_AT_ONCE, send_again
from lingdang.messaging.services.choosing import choose, set_address
from lingdang.messaging.services.devices import add_device, end_device
from lingdang.messaging.services.reading import mark_read
from lingdang.messaging.services.telling import tell
from lingdang.messaging.services.wording import add_robot, set_template, set_words, stop_robot
from lingdang.messaging.wording import (
    Wording,
    declare,
    every_wording,
    is_declared,
    is_for_reporter,
    label_of,
    labels,
    wording_of,
)

__all__ = [
    "BY_ADDRESS",
    "BY_TEMPLATE",
    "EVERYTHING",
    "MOST_AT_ONCE",
    "MOST_COUNTED",
    "PERSONAL",
    "ROBOTS",
    "Channel",
    "Device",
    "Ending",
    "Message",
    "MessageQuerySet",
    "Outgoing",
    "OutgoingQuerySet",
    "OwnWords",
    "PageSignature",
    "Preference",
    "ProviderTemplate",
    "Rhythm",
    "Robot",
    "Sending",
    "Shown",
    "Wording",
    "add_device",
    "add_robot",
    "addressee_of",
    "choose",
    "declare",
    "device_name",
    "devices_for",
    "end_device",
    "every_wording",
    "inbox_for",
    "is_declared",
    "is_for_reporter",
    "label_of",
    "labels",
    "lead_by",
    "mark_read",
    "message_for",
    "outgoing_for",
    "own_words",
    "preference_of",
    "public_key",
    "reached_by",
    "robots_for",
    "send_again",
    "set_address",
    "set_template",
    "set_words",
    "shown",
    "sign_page",
    "stop_robot",
    "tell",
    "templates_of",
    "unread",
    "wechat_pages",
    "wording_of",
]
