import { Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTemplate, type LocalTemplate } from '../../infra/local/template/read-template.ts';
import { synthSmallApp } from '../support/local-app.ts';

const source = 'export const handler = async () => 1;';

describe('the local view of the synthesised template', () => {
  let template: LocalTemplate;
  beforeAll(() => {
    template = readTemplate(synthSmallApp(source));
  });

  it('finds tables, buckets and keys', () => {
    expect(template.tables).toEqual([expect.objectContaining({ TableName: 'small-records' })]);
    expect(template.buckets[0]?.name).toMatch(/^data-files/);
    expect(template.buckets).toMatchObject([
      {
        versioned: true,
        cors: [
          {
            AllowedMethods: ['POST'],
            AllowedOrigins: ['https://example.vn'],
            AllowedHeaders: [],
            ExposedHeaders: [],
          },
        ],
      },
    ]);
    expect(template.keys).toEqual([
      expect.objectContaining({ spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' }),
    ]);
  });

  it('gives a function its bundle, limits and environment across stacks', () => {
    const [fn, ...others] = template.functions;
    expect(others).toEqual([]);
    expect(fn).toMatchObject({
      name: 'small-fn',
      handler: 'index.handler',
      timeoutSeconds: 7,
      memoryMb: 512,
    });
    const bucket = template.buckets[0]?.name ?? '';
    expect(fn?.environment).toEqual({
      TABLE: 'small-records',
      TABLE_ARN: 'arn:aws:dynamodb:ap-southeast-1:000000000000:table/small-records',
      BUCKET: bucket,
      KEY: template.keys[0]?.id,
      PLAIN: 'as it is',
      PLACE: `ap-southeast-1/${bucket}/x`,
    });
    expect(readFileSync(join(fn?.folder ?? '', 'index.mjs'), 'utf8')).toBe(source);
  });

  it('finds what calls the function', () => {
    expect(template.streams).toEqual([
      {
        tableName: 'small-records',
        function: template.functions[0],
        batchSize: 10,
        bisect: true,
        retries: 3,
        reportsFailures: true,
        filters: [{ eventName: ['INSERT'] }],
      },
    ]);
    expect(template.queues).toEqual([
      { queueName: 'small-work', function: template.functions[0], attempts: 4 },
    ]);
    expect(template.rules).toMatchObject([
      { pattern: { source: ['aws.s3'], detail: { bucket: { name: [template.buckets[0]?.name] } } } },
    ]);
    expect(template.schedules).toMatchObject([{ expression: 'rate(15 minutes)', timezone: 'Etc/UTC' }]);
    expect(template.http.routes.map(({ routeKey }) => routeKey).sort()).toEqual([
      'GET /graphql',
      'POST /graphql',
    ]);
    expect(template.http.cors).toMatchObject({
      AllowOrigins: ['https://example.vn'],
      AllowMethods: ['POST'],
    });
  });

  it('finds how often a failed event is tried again, as Lambda does unless told', () => {
    const retryIn = ({ rules, schedules }: LocalTemplate) =>
      [...rules.flatMap((rule) => rule.targets), ...schedules].map(({ retry }) => retry);
    const usual = { retries: 2, maxAgeSeconds: 21_600 };
    expect(retryIn(template)).toEqual([usual, usual]);
    const told = synthSmallApp(source, (fn) => {
      fn.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.hours(1) });
    });
    const own = { retries: 1, maxAgeSeconds: 3600 };
    expect(retryIn(readTemplate(told))).toEqual([own, own]);
  });

  it('names the same key alike at every start', () => {
    expect(readTemplate(synthSmallApp(source)).keys).toEqual(template.keys);
  });

  it.each([
    ['an unknown expression', () => Token.asString(Fn.conditionIf('C', 'a', 'b')), 'Fn::If'],
    ['an unknown attribute', () => Fn.getAtt('RecordsX', 'Arn').toString(), 'RecordsX'],
    ['an unknown export', () => Fn.importValue('Elsewhere'), 'no stack exports Elsewhere'],
  ])('refuses %s rather than guess', (_name, value, said) => {
    const folder = synthSmallApp(source, (fn) => void fn.addEnvironment('ODD', value()));
    expect(() => readTemplate(folder)).toThrow(said);
    expect(readTemplate(folder, new Set(['ODD'])).functions).toHaveLength(1);
  });

  it('reads Fn::Sub, Fn::Select and Fn::Split', () => {
    const folder = synthSmallApp(source, (fn) => {
      fn.addEnvironment('SUB', Fn.sub('${AWS::Region}-${a}-${!kept}', { a: 'b' }));
      fn.addEnvironment('PART', Fn.select(1, Fn.split('.', Stack.of(fn).urlSuffix)));
    });
    expect(readTemplate(folder).functions[0]?.environment).toMatchObject({
      SUB: 'ap-southeast-1-b-${kept}',
      PART: 'com',
    });
  });
});
