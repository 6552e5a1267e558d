"""AppConfig's validator: what the command checks, checked once more by the cloud itself."""

from functions.policy.validator import Validator
from shared.runtime.observability import logger

validate = Validator(logger("policy"))
