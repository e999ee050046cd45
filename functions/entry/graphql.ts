import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { handlers, startServerAndCreateLambdaHandler } from '@as-integrations/aws-lambda';
import { userIdOf } from '../access/user.ts';
import { refuseLongBody } from '../app/body-limit.ts';
import { createDeps, shared } from '../app/deps.ts';
import { graphqlEnv } from '../app/env.ts';
import { createServer } from '../app/server.ts';
import { tokenVerifier } from '../app/verify-token.ts';
import { processClock } from '../app/process-clock.ts';
import { kmsKeyWrap } from '../ballots/key-wrap.aws.ts';
import { kmsSigner } from '../certificates/signer.aws.ts';
import { kmsSealer } from '../subjects/sealer.aws.ts';
import { s3Files } from '../attachments/s3-files.aws.ts';
import { documentClient } from '../kernel/table/table.ts';

const env = graphqlEnv.parse(process.env);
const process_ = shared({
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  viewTableName: env.VIEW_TABLE_NAME,
  boxTableName: env.BOX_TABLE_NAME,
  ballotKeys: kmsKeyWrap(env.BALLOT_KEY_ID),
  clock: processClock(),
  sealer: kmsSealer({ keyId: env.ID_KEY_ID, macKeyId: env.ID_MAC_KEY_ID }),
  complaintSealer: kmsSealer({ keyId: env.COMPLAINT_KEY_ID, macKeyId: env.ID_MAC_KEY_ID }),
  signer: kmsSigner(env.CERTIFICATE_KEY_ID),
  files: s3Files(env.ATTACHMENTS_BUCKET),
  rootAdmin: env.ROOT_ADMIN_SUBJECT ? userIdOf(env.TOKEN_ISSUER, env.ROOT_ADMIN_SUBJECT) : undefined,
});
const verifyCaller = tokenVerifier(env);

export const handler = startServerAndCreateLambdaHandler(
  await createServer({ introspection: env.INTROSPECTION === 'on' }),
  handlers.createAPIGatewayProxyEventV2RequestHandler(),
  {
    middleware: [(event) => Promise.resolve(refuseLongBody(event))],
    context: async ({ event }) => {
      const userId = await verifyCaller(event.headers['authorization']);
      const { requestId, http } = event.requestContext;
      return { deps: createDeps(process_, { requestId, userId, sourceIp: http.sourceIp }) };
    },
  },
);
