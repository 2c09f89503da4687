"""Alibaba Cloud's OSS client against an endpoint: settings as JSON on stdin, what it saw as JSON on stdout."""

import json
import sys

import alibabacloud_oss_v2 as oss


def client(settings):
    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(
        settings["accessId"], settings["accessKey"], settings.get("securityToken")
    )
    config.region = settings["regionId"]
    config.endpoint = settings["endpoint"]
    config.use_path_style = True
    config.retry_max_attempts = 1
    if settings.get("v1"):
        config.signature_version = "v1"
    return oss.Client(config)


def look(oss_client, bucket):
    info = oss_client.get_bucket_info(oss.GetBucketInfoRequest(bucket=bucket)).bucket_info
    key = "reports/一 月+1.txt"
    oss_client.put_object(oss.PutObjectRequest(bucket=bucket, key=key, body=b"written"))
    read = oss_client.get_object(oss.GetObjectRequest(bucket=bucket, key=key)).body.read()
    listed = oss_client.list_objects_v2(oss.ListObjectsV2Request(bucket=bucket, prefix="reports/", max_keys=1))
    return {
        "location": info.location,
        "storage_class": info.storage_class,
        "acl": info.acl,
        "listed": [item.key for item in listed.contents or []],
        "read": read.decode(),
    }


def main():
    settings = json.load(sys.stdin)
    try:
        result = look(client(settings), settings["bucket"])
    except oss.exceptions.OperationError as failure:
        error = failure.unwrap()
        result = {"code": error.code, "status": error.status_code, "ec": error.ec, "message": error.message}
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
