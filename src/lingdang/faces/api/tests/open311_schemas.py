"""GeoReport v2 and its service discovery as JSON Schema, from the specification's text."""

TEXT = {"type": "string", "minLength": 1}
MAYBE_TEXT = {"type": ["string", "null"]}
MOMENT = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$",
}
MAYBE_MOMENT = {"anyOf": [MOMENT, {"type": "null"}]}


def an_object(required, **optional):
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def a_list(items, **more):
    return {"type": "array", "items": items, **more}


DISCOVERY = an_object(
    {
        "changeset": TEXT,
        "contact": TEXT,
        "key_service": TEXT,
        "endpoints": a_list(
            an_object(
                {
                    "specification": {"const": "http://wiki.open311.org/GeoReport_v2"},
                    "url": {"type": "string", "pattern": "^https?://.*[^/]$"},
                    "changeset": TEXT,
                    "type": {"enum": ["production", "test"]},
                    "formats": a_list({"enum": ["text/xml", "application/json"]}, minItems=1),
                }
            ),
            minItems=1,
        ),
    }
)
SERVICES = a_list(
    an_object(
        {
            "service_code": TEXT,
            "service_name": TEXT,
            "description": TEXT,
            "metadata": {"type": "boolean"},
            "type": {"enum": ["realtime", "batch", "blackbox"]},
            "keywords": MAYBE_TEXT,
            "group": MAYBE_TEXT,
        }
    )
)
DEFINITION = an_object(
    {
        "service_code": TEXT,
        "attributes": a_list(
            an_object(
                {
                    "variable": {"type": "boolean"},
                    "code": TEXT,
                    "datatype": {
                        "enum": [
                            "string",
                            "number",
                            "datetime",
                            "text",
                            "singlevaluelist",
                            "multivaluelist",
                        ]
                    },
                    "required": {"type": "boolean"},
                    "datatype_description": MAYBE_TEXT,
                    "order": {"type": "integer", "minimum": 1},
                    "description": TEXT,
                    "values": a_list(an_object({"key": TEXT, "name": TEXT})),
                }
            )
        ),
    }
)
CREATED = a_list(
    {
        "oneOf": [
            an_object(
                {named: TEXT}, service_notice=MAYBE_TEXT, account_id={"type": ["string", "null"]}
            )
            for named in ("service_request_id", "token")
        ]
    },
    minItems=1,
    maxItems=1,
)
TOKEN = a_list(an_object({"service_request_id": TEXT, "token": TEXT}), minItems=1, maxItems=1)
REQUESTS = a_list(
    an_object(
        {
            "service_request_id": TEXT,
            "status": {"enum": ["open", "closed"]},
            "service_name": TEXT,
            "service_code": TEXT,
            "description": {"type": ["string", "null"], "maxLength": 4000},
            "requested_datetime": MOMENT,
            "updated_datetime": MOMENT,
            "address": MAYBE_TEXT,
            "address_id": MAYBE_TEXT,
            "zipcode": MAYBE_TEXT,
            "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
            "long": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
            "media_url": MAYBE_TEXT,
        },
        status_notes=MAYBE_TEXT,
        agency_responsible=MAYBE_TEXT,
        service_notice=MAYBE_TEXT,
        expected_datetime=MAYBE_MOMENT,
    )
)
UPDATES = a_list(
    an_object(
        {
            "update_id": TEXT,
            "service_request_id": TEXT,
            "status": {"type": "string", "pattern": "^[A-Z_]+$"},
            "updated_datetime": MOMENT,
            "description": TEXT,
            "media_url": MAYBE_TEXT,
        }
    )
)
ERRORS = a_list(
    an_object({"code": {"type": ["integer", "string"]}, "description": TEXT}), minItems=1
)
