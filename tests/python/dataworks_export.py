"""The requests that the vendor's SDK makes of exported data sources: an export as JSON on stdin, per object what the SDK
would send as JSON on stdout. Its model is loaded without the client, which would want a dozen more packages."""

import importlib.util
import json
import pathlib
import sys

PACKAGE = "alibabacloud_dataworks_public20240518"
MODEL = "models/_create_data_source_request.py"
MEMBERS = {
    "Name": "name",
    "Type": "type",
    "Description": "description",
    "ConnectionPropertiesMode": "connection_properties_mode",
}


def request_class():
    """The class of the request; the package's own `__init__` imports the client and every model."""
    found = importlib.util.find_spec(PACKAGE)
    path = pathlib.Path(found.submodule_search_locations[0]) / MODEL
    spec = importlib.util.spec_from_file_location("create_data_source_request", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CreateDataSourceRequest


def sent(request, item):
    unknown = set(item) - set(MEMBERS) - {"ConnectionProperties"}
    if unknown:
        return {"unknown": sorted(unknown)}
    values = {MEMBERS[key]: item[key] for key in MEMBERS if key in item}
    # The one difference of the API: the properties travel as a text.
    values["connection_properties"] = json.dumps(item["ConnectionProperties"], ensure_ascii=False)
    built = request(project_id=1, **values)
    built.validate()
    serialised = built.to_map()
    back = request().from_map(serialised).to_map()
    if back != serialised:
        return {"differs": back}
    serialised["ConnectionProperties"] = json.loads(serialised["ConnectionProperties"])
    return serialised


def main():
    request = request_class()
    print(json.dumps([sent(request, item) for item in json.load(sys.stdin)], ensure_ascii=False))


if __name__ == "__main__":
    main()
