"""Starts MiniStack with what it does not know of imported resources and of DynamoDB's leading keys.

Version 1.5.33 holds an import to AWS's rules (no outputs, a DeletionPolicy for each, nothing beside what
is imported), and then says of global tables and secrets that this emulator does not import them. What is
missing is how one is found by its identifier, which is added here, and which property of a bucket replaces
it, without which a change set calls every change of a bucket a replacement. Of permissions it does not know
`dynamodb:LeadingKeys`: a policy that asks for it would allow nothing, so that the key is read here from
each request, as AWS reads it. All else is MiniStack's own.
"""

import json
import re
import sys

from ministack import app
from ministack.core import iam_actions
from ministack.services import dynamodb, secretsmanager
from ministack.services.cloudformation import changesets, provisioners

handlers = provisioners._RESOURCE_HANDLERS
lookups = changesets._IMPORT_LOOKUPS

handlers["AWS::DynamoDB::GlobalTable"]["import"] = handlers["AWS::DynamoDB::Table"]["import"]
lookups["AWS::DynamoDB::GlobalTable"] = lookups["AWS::DynamoDB::Table"]


def _name_of(arn):
    """By which MiniStack knows a secret that AWS knows by its ARN."""
    secrets = secretsmanager._secrets.items()
    return next((name for name, secret in secrets if secret["ARN"] == arn), None)


def _import_secret(identifier):
    arn = identifier["Id"]
    return _name_of(arn), {"Id": arn, "Arn": arn}


def _secret_problem(arn):
    return None if _name_of(arn) else f"Secret {arn} was not found"


handlers["AWS::SecretsManager::Secret"]["import"] = _import_secret
lookups["AWS::SecretsManager::Secret"] = (("Id",), _secret_problem)

# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
provisioners._REPLACING_PROPERTIES["AWS::S3::Bucket"] = frozenset({"BucketName"})


def _partition_key_of(table_name, index_name):
    """The attribute by which a table, or an index of it, is partitioned."""
    table = dynamodb._tables.get(dynamodb._normalize_table_name(table_name)) or {}
    indexes = table.get("GlobalSecondaryIndexes") or []
    of = next((index for index in indexes if index["IndexName"] == index_name), table)
    return next((key["AttributeName"] for key in of.get("KeySchema", []) if key["KeyType"] == "HASH"), None)


def _items_of(request):
    """What a request says of single items, each with its table."""
    yield request.get("TableName"), request
    for table, asked in (request.get("RequestItems") or {}).items():
        if isinstance(asked, dict):
            yield from ((table, {"Key": key}) for key in asked.get("Keys", []))
        else:
            yield from ((table, one) for write in asked for one in write.values())
    for write in request.get("TransactItems") or []:
        yield from ((one.get("TableName"), one) for one in write.values())


def _leading_keys_of(request):
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html"""
    for table, one in _items_of(request):
        attribute = _partition_key_of(table, one.get("IndexName"))
        yield from ((one.get("Key") or one.get("Item") or {}).get(attribute) or {}).values()
        names = one.get("ExpressionAttributeNames") or {}
        values = one.get("ExpressionAttributeValues") or {}
        for name, value in re.findall(r"(#?\w+)\s*=\s*(:\w+)", one.get("KeyConditionExpression") or ""):
            if names.get(name, name) == attribute:
                yield from (values.get(value) or {}).values()


_context_without_leading_keys = iam_actions.dynamodb_service_context


def _context_with_leading_keys(body):
    context = _context_without_leading_keys(body)
    # What is no request is for MiniStack to refuse.
    keys = [str(key) for key in _leading_keys_of(json.loads(body or b"{}"))] if context else []
    return {**context, **({"dynamodb:LeadingKeys": keys} if keys else {})}


iam_actions.dynamodb_service_context = _context_with_leading_keys

sys.exit(app.main())
