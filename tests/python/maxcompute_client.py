"""Alibaba Cloud's MaxCompute client against an endpoint: settings as JSON on stdin, what it saw as JSON on stdout."""

import json
import sys

from odps import ODPS, errors, options
from odps.accounts import CloudAccount, StsAccount
from odps.tunnel import TableTunnel

options.retry_times = 1


def client(settings):
    token = settings.get("securityToken")
    keys = settings["accessId"], settings["accessKey"]
    account = StsAccount(*keys, token, expired_hours=None) if token else CloudAccount(*keys)
    region = settings["regionId"] if settings.get("v4", True) else None
    odps = ODPS(account=account, project=settings["project"], endpoint=settings["endpoint"], region_name=region)
    # Told no region, the client would guess one from the endpoint; none makes it sign in the older way.
    odps.rest._region_name = region
    return odps


def look(odps, project):
    found = odps.get_project(project)
    found.reload()
    return {
        "owner": found.owner,
        "region": found.region_id,
        "tables": sorted(table.name for table in odps.list_tables()),
        "missing": odps.exist_table("nowhere"),
        "tunnel": TableTunnel(odps)._get_tunnel_server(found),
    }


def main():
    settings = json.load(sys.stdin)
    try:
        result = look(client(settings), settings["project"])
    except errors.BaseODPSError as error:
        result = {"code": error.code, "status": error.status_code, "kind": type(error).__name__, "message": str(error)}
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
