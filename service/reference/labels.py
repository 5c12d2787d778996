"""How offices write the labels of a task in their own files (`data/label_words.yaml`)."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from service.reference.files import read_yaml


@cache
def label_words() -> Mapping[str, str]:
    """Return the usual wording of each label by each way in which it is written.

    >>> label_words()["Người chủ trì"], label_words()["T/g"]
    ('Cơ quan chủ trì', 'Thời gian thực hiện')
    """
    records = read_yaml("label_words.yaml")["labels"]
    return MappingProxyType(
        {words: one["label"] for one in records for words in (one["label"], *one["also"])}
    )
