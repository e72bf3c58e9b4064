from django.apps import AppConfig
from django.core.checks import Tags, register

from lingdang.people.checks import personal_data_have_their_own_key, sms_can_be_sent


class PeopleConfig(AppConfig):
    name = "lingdang.people"

    def ready(self) -> None:
        register(sms_can_be_sent)
        register(personal_data_have_their_own_key, Tags.security, deploy=True)
