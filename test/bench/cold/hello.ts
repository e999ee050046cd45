import { ApolloServer } from '@apollo/server';
import { handlers, startServerAndCreateLambdaHandler } from '@as-integrations/aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const read = new GetCommand({
  TableName: process.env['TABLE_NAME'],
  Key: { pk: 'UNITS', sk: 'HEAD' },
  ConsistentRead: true,
});

const Query = new GraphQLObjectType({
  name: 'Query',
  fields: {
    hello: {
      type: GraphQLString,
      resolve: async () => ((await client.send(read)).Item ? 'a province' : 'an empty one'),
    },
  },
});

/** The least that Apollo Server, Lambda and DynamoDB do together: what a cold start of ours is measured against. */
export const handler = startServerAndCreateLambdaHandler(
  new ApolloServer({ schema: new GraphQLSchema({ query: Query }) }),
  handlers.createAPIGatewayProxyEventV2RequestHandler(),
);
