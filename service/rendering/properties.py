"""Properties of a document: title, subject, author office, language, and the id of a stored one.

Made from the key `properties` of the context, whatever the properties of the template are: a template
remembers who made it, a document must not. Nothing here depends on the clock.
"""

from service.rendering.package import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, Package
from service.rendering.wordml import RELATIONSHIP, declare, parse, relate, serialise

CORE = "docProps/core.xml"
CUSTOM = "docProps/custom.xml"
_THUMBNAIL = "metadata/thumbnail"

_CORE_KIND = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

_CORE_PART = """<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ properties.title }}</dc:title>\
<dc:subject>{{ properties.subject }}</dc:subject><dc:creator>{{ properties.creator }}</dc:creator>\
<cp:keywords>{{ properties.keywords }}</cp:keywords><dc:language>vi-VN</dc:language>\
<cp:lastModifiedBy>{{ properties.creator }}</cp:lastModifiedBy><cp:revision>1</cp:revision>\
{% if properties.created %}\
<dcterms:created xsi:type="dcterms:W3CDTF">{{ properties.created }}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{{ properties.created }}T00:00:00Z</dcterms:modified>\
{% endif %}\
</cp:coreProperties>"""

#: The part is always there, the properties only in a stored document: content types and relationships stay
#: the same. Contexts kept by older releases know no hash of the content.
_CUSTOM_PART = """<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\
{% if properties.document_id %}\
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="document_id">\
<vt:lpwstr>{{ properties.document_id }}</vt:lpwstr></property>{% endif %}\
{% if properties.content_sha256 is defined and properties.content_sha256 %}\
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="content_sha256">\
<vt:lpwstr>{{ properties.content_sha256 }}</vt:lpwstr></property>{% endif %}</Properties>"""


def with_properties(package: Package) -> Package:
    """Return `package` with the parts of properties that are filled from `properties` of the context."""
    parts = dict(package.parts)
    parts[CORE], parts[CUSTOM] = _CORE_PART.encode(), _CUSTOM_PART.encode()
    relationships = parse(parts[PACKAGE_RELATIONSHIPS], package.name)
    for relationship in list(relationships):
        if str(relationship.get("Type")).endswith(_THUMBNAIL):
            relationships.remove(relationship)
            parts.pop(str(relationship.get("Target")).lstrip("/"), None)
    types = parse(parts[CONTENT_TYPES], package.name)
    for name, kind, relation in (
        (CORE, _CORE_KIND, _CORE_RELATIONSHIP),
        (CUSTOM, _CUSTOM_KIND, f"{RELATIONSHIP}custom-properties"),
    ):
        declare(types, name, kind)
        relate(relationships, relation, name)
    parts[CONTENT_TYPES], parts[PACKAGE_RELATIONSHIPS] = serialise(types), serialise(relationships)
    return Package(package.name, parts)
