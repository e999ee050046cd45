import { createHash } from 'node:crypto';
import type { Resource } from './stacks.ts';

export const localRegion = 'ap-southeast-1';
export const localAccount = '000000000000';

export const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::Region': localRegion,
  'AWS::AccountId': localAccount,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

type Kind = {
  /** The property that may give the physical name. */
  readonly named?: string;
  readonly generated?: (resource: Resource) => string;
  readonly attributes?: Readonly<Record<string, (name: string) => string>>;
};

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${localRegion}:${localAccount}:${resource}`;

/** What `Ref` and `Fn::GetAtt` give for the kinds of resources that something local may ask about. */
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::GlobalTable': {
    named: 'TableName',
    attributes: {
      Arn: (name) => arn('dynamodb', `table/${name}`),
      StreamArn: (name) => arn('dynamodb', `table/${name}/stream/local`),
    },
  },
  'AWS::S3::Bucket': {
    named: 'BucketName',
    generated: ({ stack, logicalId }) => `${stack.name}-${logicalId}`.toLowerCase().slice(0, 63),
    attributes: { Arn: (name) => `arn:aws:s3:::${name}` },
  },
  'AWS::KMS::Key': {
    generated: keyId,
    attributes: { Arn: (name) => arn('kms', `key/${name}`), KeyId: (name) => name },
  },
  'AWS::KMS::Alias': { named: 'AliasName' },
  'AWS::Lambda::Function': {
    named: 'FunctionName',
    attributes: { Arn: (name) => arn('lambda', `function:${name}`) },
  },
  'AWS::Lambda::Alias': {
    generated: ({ properties }) => String(properties['Name']),
  },
  'AWS::SQS::Queue': {
    named: 'QueueName',
    attributes: { Arn: (name) => arn('sqs', name), QueueName: (name) => name },
  },
  'AWS::SNS::Topic': { named: 'TopicName' },
  'AWS::Events::EventBus': { named: 'Name' },
  'AWS::Events::Rule': { named: 'Name', attributes: { Arn: (name) => arn('events', `rule/${name}`) } },
  'AWS::Logs::LogGroup': { named: 'LogGroupName' },
  'AWS::IAM::Role': {
    named: 'RoleName',
    attributes: { Arn: (name) => `arn:aws:iam::${localAccount}:role/${name}` },
  },
  'AWS::ApiGatewayV2::Api': {},
  'AWS::ApiGatewayV2::Integration': {},
};

/** The physical name: the one that the template gives, or one made of the logical id. */
function nameOf(resource: Resource): string {
  const kind = kindOf(resource);
  const given = kind.named === undefined ? undefined : resource.properties[kind.named];
  if (typeof given === 'string') return given;
  if (given !== undefined)
    throw new Error(`${described(resource)} has a name that isn't plain text; the local runner needs one`);
  return kind.generated?.(resource) ?? resource.logicalId;
}

export const refOf = (resource: Resource): string => nameOf(resource);

export function attributeOf(resource: Resource, attribute: string): string {
  const value = kindOf(resource).attributes?.[attribute];
  if (value) return value(nameOf(resource));
  throw new Error(`the local runner doesn't know the attribute ${attribute} of ${described(resource)}`);
}

function kindOf(resource: Resource): Kind {
  const kind = kinds[resource.type];
  if (kind) return kind;
  throw new Error(`the local runner doesn't know what refers to ${described(resource)}`);
}

const described = ({ stack, logicalId, type }: Resource): string => `${type} ${logicalId} of ${stack.name}`;

/** Keys have ids that nobody chooses: the same key of the template has the same id at each start. */
function keyId({ stack, logicalId }: Resource): string {
  const hex = createHash('sha256').update(`${stack.name}/${logicalId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
