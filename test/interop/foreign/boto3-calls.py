"""Makes boto3 calls that standard input lists as JSON, and prints what came of each. Argument: the endpoint."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def client_for(call, endpoint):
    key = call.get("as")
    credentials = key and {
        "aws_access_key_id": key["accessKeyId"],
        "aws_secret_access_key": key["secretAccessKey"],
        "aws_session_token": key.get("sessionToken"),
    }
    once = Config(retries={"total_max_attempts": 1})
    return boto3.client(call["service"], endpoint_url=endpoint, config=once, **(credentials or {}))


def answer_to(call, endpoint):
    client = client_for(call, endpoint)
    operation, parameters = call["operation"], call.get("parameters", {})
    try:
        if client.can_paginate(operation):
            return {"pages": list(client.get_paginator(operation).paginate(**parameters))}
        return {"pages": [getattr(client, operation)(**parameters)]}
    except ClientError as error:
        said = error.response
        return {
            "error": {
                "status": said["ResponseMetadata"]["HTTPStatusCode"],
                "code": said["Error"]["Code"],
                "message": said["Error"]["Message"],
            }
        }


json.dump([answer_to(call, sys.argv[1]) for call in json.load(sys.stdin)], sys.stdout, default=str)
