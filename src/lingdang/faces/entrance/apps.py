from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "lingdang.faces.entrance"
    label = "entrance_face"

    def ready(self) -> None:
        from lingdang.faces.entrance.letters import leads_to  # noqa: PLC0415 -- models are ready now
        from lingdang.messaging.public import lead_by  # noqa: PLC0415

        lead_by(leads_to)
