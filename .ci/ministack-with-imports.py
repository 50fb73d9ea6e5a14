"""Starts MiniStack with what its CloudFormation does not know of resources that are imported.

Version 1.5.33 holds an import to AWS's rules (no outputs, a DeletionPolicy for each, nothing beside what
is imported), and then says of global tables and secrets that this emulator does not import them. What is
missing is how one is found by its identifier, which is added here, and which property of a bucket replaces
it, without which a change set calls every change of a bucket a replacement. All else is MiniStack's own.
"""

import sys

from ministack import app
from ministack.services import secretsmanager
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

sys.exit(app.main())
