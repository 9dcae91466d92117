"""Text templates for letters, mails and invoices."""

from .errors import DataError, FilterError, TemplateError
from .files import folder
from .render import Environment
from .values import load_data

__all__ = [
    "DataError",
    "Environment",
    "FilterError",
    "TemplateError",
    "folder",
    "load_data",
]
