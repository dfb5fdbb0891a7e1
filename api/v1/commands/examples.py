"""What the examples of the description say."""

from datetime import date
from uuid import UUID

from api.v1.forms import Cited

DAY = date(2026, 6, 15)
UNIT = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
DOCUMENT = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
TASK = UUID("16fd2706-8baf-433b-82eb-8c7fada847da")
ASSIGNMENT = UUID("886313e1-3b8a-5372-9b90-0c9aee199e5d")
CLOSING = UUID("3d1b4c0e-5a7f-4a44-9f2e-8a3c7b6d5e21")
ACCOUNT = UUID("9f0c4a52-2d4e-4c5b-8f6e-51a3d4a3b7c1")
PAPER = Cited(number="45-TB/TU", day=DAY)
