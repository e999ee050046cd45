import type { AwardStore } from '../awards/award.store.ts';
import type { ComplaintListDeps } from '../complaints/deps.ts';
import type { DossierDeps } from '../dossiers/deps.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { InspectionDeps } from '../inspections/deps.ts';
import type { ExemplarDeps } from '../exemplars/deps.ts';
import type { OfficerDeps } from '../officers/deps.ts';
import type { WorkPlanDeps } from '../officers/plan-deps.ts';
import type { PublicityDeps } from '../publicity/deps.ts';
import type { ViewDeps } from '../statistics/view-statistics.ts';
import type { TrainingDeps } from '../training/deps.ts';
import type { ExportStore } from './export.store.ts';

/** What the lists read with, on behalf of the person who asked. No key is among it: nothing sealed can be opened. */
export type ListDeps = DossierDeps &
  ComplaintListDeps &
  InspectionDeps &
  OfficerDeps &
  WorkPlanDeps &
  ExemplarDeps &
  PublicityDeps &
  TrainingDeps &
  ViewDeps & { readonly awards: AwardStore; readonly cursors: Cursors };

export type ExportDeps = ListDeps & { readonly exports: ExportStore };
