"""One module for each kind of thing a form collects; FIELDS has them by the name the catalogue uses."""

from __future__ import annotations

from council.catalogue import Enquiry
from forms.fields.address import AddressField
from forms.fields.base import Field
from forms.fields.bins import BinTypeField, CollectionDateField
from forms.fields.loans import LibraryLoanField
from forms.fields.numbers import CaseReferenceField, LibraryCardField, LibraryPinField, PhoneField
from forms.fields.postcode import PostcodeField
from forms.fields.words import DescriptionField, LocationField, NameField

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        AddressField(),
        BinTypeField(),
        CaseReferenceField(),
        CollectionDateField(),
        DescriptionField(),
        LibraryCardField(),
        LibraryLoanField(),
        LibraryPinField(),
        LocationField(),
        NameField(),
        PhoneField(),
        PostcodeField(),
    )
}


def fields_of(enquiry: Enquiry) -> list[Field]:
    """What an enquiry's form collects, in the order it is asked."""
    return [FIELDS[name] for name in enquiry.fields]
