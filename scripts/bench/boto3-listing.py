"""Lists all versions of a bucket with boto3's own paginator, as a Python program would."""
import sys

import boto3

endpoint, bucket = sys.argv[1:]
pages = boto3.client("s3", endpoint_url=endpoint).get_paginator("list_object_versions").paginate(Bucket=bucket)
print(sum(len(page.get("Versions", [])) + len(page.get("DeleteMarkers", [])) for page in pages))
