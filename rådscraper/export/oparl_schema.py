"""What OParl 1.1 asks of its objects, as JSON Schema: property names, types and which of them must be there.

Written from the specification's tables (schema.oparl.org/1.1), of which only facts are taken: a word before the colon
is the type, ``!`` marks what must be there, ``[]`` a list, a capital an object of that type inside.
"""

from __future__ import annotations

from typing import Any

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "url": {"type": "string", "pattern": r"^https?://[^\s/]+(/\S*)?$"},
    "time": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)$"},
    "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    "whole": {"type": "integer"},
    "truth": {"type": "boolean"},
    "object": {"type": "object"},
}
_ALL = "url:id! text:license text[]:keyword time:created time:modified url:web truth:deleted"
_FACTS = {
    "System": "url:oparlVersion! url[]:otherOparlVersions url:body! text:name text:contactEmail text:contactName"
    " url:website url:vendor url:product",
    "Body": "url:system text:shortName text:name! url:website time:licenseValidSince time:oparlSince text:ags text:rgs"
    " url[]:equivalent text:contactEmail text:contactName url:organization! url:person! url:meeting! url:paper!"
    " LegislativeTerm[]:legislativeTerm! url:agendaItem url:consultation url:file url:locationList"
    " url:legislativeTermList url:membership text:classification Location:location url:mainOrganization",
    "LegislativeTerm": "url:body text:name date:startDate date:endDate",
    "Organization": "url:body text:name url[]:membership url:meeting url:consultation text:shortName text[]:post"
    " url:subOrganizationOf text:organizationType text:classification date:startDate date:endDate url:website"
    " Location:location url:externalBody whole:memberCount whole:votingMemberCount",
    "Person": "url:body text:name text:familyName text:givenName text:formOfAddress text:affix text[]:title text:gender"
    " text[]:phone text[]:email url:location Location:locationObject text[]:status Membership[]:membership File:image"
    " text:life text:lifeSource",
    "Membership": "url:person url:organization text:role truth:votingRight date:startDate date:endDate url:onBehalfOf",
    "Meeting": "text:name text:meetingState truth:cancelled time:start time:end Location:location url[]:organization"
    " url[]:participant File:invitation File:resultsProtocol File:verbatimProtocol File[]:auxiliaryFile"
    " AgendaItem[]:agendaItem",
    "AgendaItem": "url:meeting text:number whole:order! text:name truth:public url:consultation text:result"
    " text:resolutionText File:resolutionFile File[]:auxiliaryFile time:start time:end",
    "Paper": "url:body text:name text:reference date:date text:paperType url[]:relatedPaper url[]:superordinatedPaper"
    " url[]:subordinatedPaper File:mainFile File[]:auxiliaryFile Location[]:location url[]:originatorPerson"
    " url[]:underDirectionOf url[]:originatorOrganization Consultation[]:consultation",
    "Consultation": "url:paper url:agendaItem url:meeting url[]:organization truth:authoritative text:role",
    "File": "text:name text:fileName text:mimeType date:date whole:size text:sha1Checksum text:sha512Checksum text:text"
    " url:accessUrl! url:downloadUrl url:externalServiceUrl url:masterFile url[]:derivativeFile url:fileLicense"
    " url[]:meeting url[]:agendaItem url:person url[]:paper",
    "Location": "text:description object:geojson text:streetAddress text:room text:postalCode text:subLocality"
    " text:locality url[]:bodies url[]:organizations url[]:persons url[]:meetings url[]:papers",
}


def oparl_schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a type of object; a property the specification doesn't know is refused."""
    return {"$ref": f"#/$defs/{kind}", "$defs": {name: _object(name) for name in _FACTS}}


def _object(kind: str) -> dict[str, Any]:
    properties: dict[str, Any] = {"type": {"const": f"https://schema.oparl.org/1.1/{kind}"}}
    required = ["type"]
    for fact in f"{_ALL} {_FACTS[kind]}".split():
        of, _, name = fact.partition(":")
        if name.endswith("!"):
            name = name.removesuffix("!")
            required.append(name)
        single = of.removesuffix("[]")
        schema = _TYPES.get(single, {"$ref": f"#/$defs/{single}"})
        properties[name] = {"type": "array", "items": schema} if of.endswith("[]") else schema
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}
