import { z } from 'zod';
import { attributeOf, pseudoParameters, refOf } from './identity.ts';
import type { Resource, StackTemplate } from './stacks.ts';

/** Gives a template's expressions the values that they have on a laptop. What it doesn't know is an error. */
export type Resolver = {
  /** The value of a property of this resource, or of a part of it. */
  readonly value: (resource: Resource, expression: unknown) => unknown;
};

type Evaluate = (stack: StackTemplate, expression: unknown) => unknown;

export function resolver(stacks: readonly StackTemplate[]): Resolver {
  const evaluate: Evaluate = (stack, expression) => {
    if (Array.isArray(expression))
      return expression.map((part: unknown) => evaluate(stack, part)).filter((part) => part !== undefined);
    if (typeof expression !== 'object' || expression === null) return expression;
    const entries = Object.entries(expression);
    const [name, argument] = entries[0] ?? [];
    if (name !== undefined && entries.length === 1 && (name === 'Ref' || /^Fn::|^Condition$/.test(name)))
      return intrinsic(stack, name, argument);
    return Object.fromEntries(
      entries
        .map(([key, part]: [string, unknown]) => [key, evaluate(stack, part)] as const)
        .filter(([, part]) => part !== undefined),
    );
  };

  const intrinsic = (stack: StackTemplate, name: string, argument: unknown): unknown => {
    switch (name) {
      case 'Ref':
        return reference(stack, text.parse(argument));
      case 'Fn::GetAtt': {
        const [logicalId, attribute] = attributePath.parse(argument);
        return attributeOf(resourceIn(stack, logicalId), attribute);
      }
      case 'Fn::Join': {
        const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(argument);
        return parts.map((part) => word(evaluate(stack, part))).join(separator);
      }
      case 'Fn::Sub':
        return substitute(stack, argument);
      case 'Fn::Select': {
        const [index, list] = z.tuple([z.coerce.number().int(), z.unknown()]).parse(argument);
        return z.array(z.unknown()).parse(evaluate(stack, list))[index];
      }
      case 'Fn::Split': {
        const [separator, whole] = z.tuple([z.string(), z.unknown()]).parse(argument);
        return word(evaluate(stack, whole)).split(separator);
      }
      case 'Fn::ImportValue':
        return imported(word(evaluate(stack, argument)));
      default:
        throw new Error(`the template of ${stack.name} uses ${name}, which the local runner can't evaluate`);
    }
  };

  const reference = (stack: StackTemplate, name: string): unknown => {
    if (name === 'AWS::NoValue') return undefined;
    if (name === 'AWS::StackName') return stack.name;
    return pseudoParameters[name] ?? refOf(resourceIn(stack, name));
  };

  const substitute = (stack: StackTemplate, argument: unknown): string => {
    const [pattern, given] = z
      .union([z.string(), z.tuple([z.string(), z.record(z.string(), z.unknown())])])
      .transform((sub) => (typeof sub === 'string' ? ([sub, {}] as const) : sub))
      .parse(argument);
    const values = new Map(Object.entries<unknown>(given));
    return pattern.replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (values.has(name)) return word(evaluate(stack, values.get(name)));
      const [logicalId = '', ...attribute] = name.split('.');
      return word(
        attribute.length > 0
          ? attributeOf(resourceIn(stack, logicalId), attribute.join('.'))
          : reference(stack, name),
      );
    });
  };

  const imported = (exportName: string): unknown => {
    for (const stack of stacks)
      for (const output of stack.outputs)
        if (output.exportName !== undefined && evaluate(stack, output.exportName) === exportName)
          return evaluate(stack, output.value);
    throw new Error(`no stack exports ${exportName}`);
  };

  return { value: (resource, expression) => evaluate(resource.stack, expression) };
}

const text = z.string();

const attributePath = z.union([
  z.tuple([z.string(), z.string()]),
  z.string().transform((path): [string, string] => {
    const [logicalId = '', ...attribute] = path.split('.');
    return [logicalId, attribute.join('.')];
  }),
]);

function word(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error(`a text is expected in the template, not ${JSON.stringify(value)}`);
}

function resourceIn(stack: StackTemplate, logicalId: string): Resource {
  const resource = stack.resources.get(logicalId);
  if (resource) return resource;
  throw new Error(`the template of ${stack.name} refers to ${logicalId}, which is no resource of it`);
}
