import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { z } from 'zod';

/** Something that a role may do. A wildcard among the resources needs a reason why nothing narrower will do. */
export type Permission = { readonly statement: PolicyStatement; readonly because?: string };

type Permitted = {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

export const permission = (
  { sid, actions, resources, conditions }: Permitted,
  because?: string,
): Permission => ({
  statement: new PolicyStatement({
    sid,
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions }),
  }),
  ...(because !== undefined && { because }),
});

/** Gives the permission, and its reason to cdk-nag, for exactly the resources that it names. */
export function permit(role: Role, { statement, because }: Permission): void {
  role.addToPolicy(statement);
  if (because === undefined) return;
  for (const resource of statement.resources.filter((arn) => arn.includes('*')))
    acknowledge(role, `AwsSolutions-IAM5[Resource::${plain(role, resource)}]`, because);
}

/** Accepts one finding of cdk-nag at one construct, for a reason. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}

const joined = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });
const reference = z.object({ Ref: z.string() });

/** An ARN as cdk-nag writes it: `arn:<AWS::Partition>:s3:::…`. */
function plain(scope: IConstruct, arn: string): string {
  const text = (part: unknown): string => {
    if (typeof part === 'string') return part;
    const ref = reference.safeParse(part);
    return ref.success ? `<${ref.data.Ref}>` : joined.parse(part)['Fn::Join'][1].map(text).join('');
  };
  return text(Stack.of(scope).resolve(arn));
}
