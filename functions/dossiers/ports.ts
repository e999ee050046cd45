import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Component } from '../law/component.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Write } from '../kernel/table/write.ts';
import type { UnitKind } from '../units/unit.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { DossierStore } from './dossier.store.ts';
import type { NomineeStore } from './nominee.store.ts';

/** What dossiers need of their neighbours, and no more; the neighbours' own types fit. */
export type AwardTerms = {
  readonly code: string;
  readonly subjects: readonly SubjectKind[];
  readonly decidedBy: readonly string[];
  readonly components: readonly Component[];
};

export type DeadlineTerms = {
  readonly dueOn: LocalDate;
  readonly workingDays: number;
  readonly steps: readonly { readonly on: LocalDate; readonly counts: boolean; readonly reason: string }[];
  readonly citation: string;
  readonly status: string;
  readonly needsHumanLook: readonly string[];
};

export interface LawPort {
  awardOn(code: string, on: LocalDate): AwardTerms | undefined;
  mayDecide(awardCode: string, unitKind: UnitKind, on: LocalDate): boolean;
  processingDeadline(unitKind: UnitKind, receivedOn: LocalDate): DeadlineTerms;
}

export type RoundTerms = {
  readonly id: Id<'rnd'>;
  readonly name: string;
  readonly hostUnitId: Id<'unt'>;
  readonly version: number;
  readonly status: string;
  readonly opensOn: LocalDate;
  readonly closesOn: LocalDate;
  readonly awardCodes: readonly string[];
  readonly lateExceptions: readonly {
    readonly unitId: Id<'unt'>;
    readonly untilOn: LocalDate;
    readonly reason: string;
    readonly leaderName: string;
  }[];
};

export interface RoundPort {
  get(id: Id<'rnd'>): Promise<RoundTerms | undefined>;
  guard(id: Id<'rnd'>, version: number): Write;
}

export type SubjectTerms = {
  readonly id: Id<'sub'>;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly unitId: Id<'unt'>;
  readonly position: string | null;
};

export interface SubjectPort {
  get(id: Id<'sub'>): Promise<SubjectTerms | undefined>;
}

export type FileTerms = {
  readonly id: Id<'att'>;
  readonly unitId: Id<'unt'>;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly status: string;
  readonly owner: { readonly kind: string; readonly id: string } | null;
};

/** `F` is the attachments' own type, handed back to them as it came. */
export interface FilePort<F extends FileTerms = FileTerms> {
  get(id: Id<'att'>): Promise<F | undefined>;
  attach(file: F, owner: { readonly kind: 'DOSSIER'; readonly id: Id<'dos'> }): Write;
  detach(file: F): Write;
}

export interface CampaignPort {
  get(id: Id<'cmp'>): Promise<object | undefined>;
}

/** Everything that the dossier use cases work with. */
export type DossierDeps = Scope & {
  readonly units: UnitStore;
  readonly dossiers: DossierStore;
  readonly nominees: NomineeStore;
  readonly law: LawPort;
  readonly rounds: RoundPort;
  readonly subjects: SubjectPort;
  readonly attachments: FilePort;
  readonly campaigns: CampaignPort;
};
