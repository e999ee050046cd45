import { Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { FollowEnv } from '../functions/app/follow-env.ts';
import type { AuditEnv } from '../functions/audit/env.ts';
import type { DeadlinesEnv } from '../functions/deadlines/env.ts';
import type { StatisticsEnv } from '../functions/statistics/env.ts';
import type { MailEnv } from '../functions/notices/env.ts';
import type { Config, Stage } from './config.ts';
import { EventFunction } from './constructs/event-function.ts';
import { onArrival, onVerdict } from './constructs/file-rules.ts';
import { keepBallots } from './constructs/keep-ballots.ts';
import { MalwareScan } from './constructs/malware-scan.ts';
import { runExports, runImports } from './constructs/run-lists.ts';
import { watchNotices } from './constructs/watch-notices.ts';
import { watchVerdicts } from './constructs/watch-verdicts.ts';
import { everyMinute, everyQuarter, scheduleGroup } from './constructs/schedule.ts';
import type { ServiceProps } from './constructs/service-function.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import type { Entry } from './entries.ts';
import {
  appendAudit,
  buildViews,
  handOn,
  keepViews,
  onFiles,
  readRecords,
  sendMail,
  tellWhatIsGone,
  walkAudit,
  withKey,
  writeRecords,
  type FilePrefix,
} from './grants.ts';
import { auditTableName, bucketName, exportName, tableName, viewTableName } from './names.ts';
import type { Permission } from './permission.ts';

const deletes = ['s3:DeleteObject', 's3:DeleteObjectVersion'] as const;

/** Everything that happens off the request: by the stream, by events of files, by the clock. */
export class EventsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & ServiceProps) {
    super(scope, id, props);
    this.consumers(props);
    const schedules = scheduleGroup(this, props.config);
    this.files(props, schedules);
    this.deadlines(props, schedules);
    this.statistics(props, schedules);
  }

  /** Two functions that read the stream, as many as a shard has room for; long work is handed on to queues. */
  private consumers(props: ServiceProps): void {
    const { stage } = props.config;
    const audited: AuditEnv = { AUDIT_TABLE_NAME: auditTableName(stage) };
    new StreamConsumer(this, 'RecordAudit', {
      ...props,
      timeout: Duration.seconds(60),
      memorySize: 512,
      entry: 'record-audit',
      environment: audited,
      may: [appendAudit(this, stage)],
    });
    const queues = {
      imports: runImports(this, props).queue,
      exports: runExports(this, props).queue,
      ballots: keepBallots(this, props).queue,
    };
    const followed: FollowEnv = {
      ...withViews(stage),
      IMPORTS_QUEUE_URL: queues.imports.queueUrl,
      EXPORTS_QUEUE_URL: queues.exports.queueUrl,
      BALLOTS_QUEUE_URL: queues.ballots.queueUrl,
    };
    new StreamConsumer(this, 'FollowEvents', {
      ...props,
      // A new holiday moves every running deadline in one go; when units merge or move, everything that is found by way of
      // them is looked at again.
      timeout: Duration.minutes(5),
      memorySize: 1024,
      entry: 'follow-events',
      environment: followed,
      may: [
        readRecords(this, stage),
        writeRecords(this, stage),
        ...keepViews(this, stage),
        handOn(Object.values(queues).map(({ queueArn }) => queueArn)),
      ],
    });
  }

  private deadlines(props: ServiceProps, schedules: CfnScheduleGroup): void {
    const { stage } = props.config;
    const environment: DeadlinesEnv = { TABLE_NAME: tableName(stage) };
    const walk = new EventFunction(this, 'WalkDeadlines', {
      ...props,
      entry: 'walk-deadlines',
      environment,
      timeout: Duration.minutes(5),
      memorySize: 512,
      may: [readRecords(this, stage), writeRecords(this, stage)],
    });
    everyQuarter(walk, schedules);
    const { mailFrom } = props.config;
    const mailed: MailEnv = { TABLE_NAME: tableName(stage), MAIL_FROM: mailFrom ?? '' };
    const mail = new EventFunction(this, 'SendMails', {
      ...props,
      entry: 'send-mails',
      environment: mailed,
      timeout: Duration.minutes(5),
      memorySize: 512,
      may: [
        readRecords(this, stage),
        writeRecords(this, stage),
        ...(mailFrom?.includes('@') ? [sendMail(this, mailFrom)] : []),
      ],
    });
    everyQuarter(mail, schedules);
    const hooks = new EventFunction(this, 'DeliverWebhooks', {
      ...props,
      entry: 'deliver-webhooks',
      environment,
      timeout: Duration.minutes(5),
      memorySize: 512,
      may: [readRecords(this, stage), writeRecords(this, stage)],
    });
    everyMinute(hooks, schedules);
    watchNotices(this, [mail, hooks], props.config);
  }

  /** Counts everything anew where somebody asks, and follows the tree of units; goes on where it stopped. */
  private statistics(props: ServiceProps, schedules: CfnScheduleGroup): void {
    const { stage } = props.config;
    const environment: StatisticsEnv = { ...withViews(stage), AUDIT_TABLE_NAME: auditTableName(stage) };
    const keep = new EventFunction(this, 'KeepStatistics', {
      ...props,
      entry: 'keep-statistics',
      environment,
      timeout: Duration.minutes(14),
      memorySize: 512,
      // Adds up alone: a second run beside it would add what this one has read before.
      reservedConcurrency: 1,
      may: [
        readRecords(this, stage),
        writeRecords(this, stage),
        ...keepViews(this, stage),
        buildViews(this, stage),
        walkAudit(this, stage),
      ],
    });
    everyQuarter(keep, schedules);
  }

  private files(props: ServiceProps, schedules: CfnScheduleGroup): void {
    const { config } = props;
    const keyArn = Fn.importValue(exportName(config.stage, 'files-key'));
    new MalwareScan(this, 'MalwareScan', { stage: config.stage, keyArn });
    const judges = [
      tellWhatIsGone(this, config.stage),
      withKey('CopyFiles', ['kms:Decrypt', 'kms:GenerateDataKey'], keyArn),
      this.on('incoming', config, 'ReadIncoming', ['s3:GetObject', 's3:GetObjectVersion']),
      this.on('incoming', config, 'DropIncoming', deletes),
      this.on('files', config, 'KeepClean', ['s3:PutObject']),
    ];
    const accept = this.fileFunction('AcceptAttachment', 'accept-attachment', props, judges);
    const record = this.fileFunction('RecordScan', 'record-scan', props, judges);
    const expire = this.fileFunction('ExpireUploads', 'expire-uploads', props, [
      this.on('incoming', config, 'DropIncoming', deletes),
      this.on('files', config, 'DropClean', deletes),
    ]);
    onArrival(accept, config);
    onVerdict(record, config);
    watchVerdicts(record, config);
    everyQuarter(expire, schedules);
  }

  private on(prefix: FilePrefix, { stage }: Config, sid: string, actions: readonly string[]): Permission {
    return onFiles(this, stage, prefix, { sid, actions });
  }

  private fileFunction(id: string, entry: Entry, props: ServiceProps, may: readonly Permission[]) {
    const { stage } = props.config;
    return new EventFunction(this, id, {
      ...props,
      entry,
      environment: { TABLE_NAME: tableName(stage), ATTACHMENTS_BUCKET: bucketName(stage) },
      timeout: Duration.seconds(60),
      memorySize: 1024,
      may: [readRecords(this, stage), writeRecords(this, stage), ...may],
    });
  }
}

const withViews = (stage: Stage) => ({ TABLE_NAME: tableName(stage), VIEW_TABLE_NAME: viewTableName(stage) });
