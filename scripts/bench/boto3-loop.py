"""The yardstick of `verify` at scale in Python: boto3, so many buckets, so many threads. Prints a line of JSON."""

import json
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

count, threads = int(sys.argv[1]), int(sys.argv[2])
s3 = boto3.client("s3", endpoint_url=os.environ["ENDPOINT"], config=Config(max_pool_connections=threads))
names = [f"fleet-{index + 1:06d}" for index in range(count)]


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


s3.get_bucket_versioning(Bucket=names[0])
started_at, used_before = time.monotonic(), used()
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(lambda name: s3.get_bucket_versioning(Bucket=name), names))
print(json.dumps({"buckets": count, "seconds": time.monotonic() - started_at, "cpuSeconds": used() - used_before, "version": boto3.__version__}))
