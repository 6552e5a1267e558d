"""Mail and alerts, by event and for the workflow: environment → adapters → handlers."""

from functions.notify.alerts.alert_contact import AlertContact
from functions.notify.letters.send_once import SendOnce
from functions.notify.on_event import OnEvent
from shared.aws import composition as assembly
from shared.aws.mail import SesMail
from shared.aws.topic import SnsPhone, SnsTopic
from shared.runtime.config import setting
from shared.runtime.lazy_handlers import lazy_handlers
from shared.runtime.observability import logger

_LOG, _CLIENT = logger("notify"), assembly.dynamo()
_STORE, _POLICIES = assembly.cases_to_read(_CLIENT), assembly.policies(_CLIENT)
_ONCE = SendOnce(assembly.deliveries(_CLIENT), assembly.now, assembly.random_bytes)
_MAIL = SesMail(setting("MAIL_FROM"), setting("MAIL_CONFIGURATION"))
_TOPIC = SnsTopic(setting("ALERT_TOPIC_ARN"))
_PHONE = SnsPhone() if setting("SMS_ALERTS", "off") == "on" else None
_URL, _TOKENS = setting("PUBLIC_URL"), assembly.alerts(_CLIENT)

__getattr__ = lazy_handlers(
    on_event=lambda: OnEvent(_STORE, _POLICIES, _ONCE, _MAIL, _TOPIC, _URL, assembly.now, _LOG),
    alert=lambda: AlertContact(_POLICIES, _ONCE, _TOKENS, _MAIL, _TOPIC, _PHONE, _URL, _LOG),
)
