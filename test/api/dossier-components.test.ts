import { describe, expect, it } from 'vitest';
import { office } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

describe('parts of which a dossier needs one', () => {
  it('are shown with the award, asked for at submission, and met by either', async () => {
    const world = await createWorld('2024-12-20T02:00:00Z');
    const o = await office(world);
    const query =
      '{ awardCatalogue { code components componentChoices { oneOf } } before: awardCatalogue(on: "2023-12-31") { code components componentChoices { oneOf } } }';
    const { data } = await world.run(undefined, query);
    const ofFighters = (field: string) =>
      [pick(data, field)].flat().find((award) => pick(award, 'code') === 'CSTDCS');
    expect(pick(ofFighters('awardCatalogue'), 'componentChoices')).toEqual([
      { oneOf: ['INITIATIVE_CERTIFICATE', 'COMPLETION_CONFIRMATION'] },
    ]);
    expect(pick(ofFighters('before'), 'componentChoices')).toEqual([]);
    expect(pick(ofFighters('before'), 'components')).toContain('INITIATIVE_CERTIFICATE');

    for (const component of ['INITIATIVE_CERTIFICATE', 'COMPLETION_CONFIRMATION']) {
      const subjectId = await o.person(`Người có ${component}`);
      const held = await o.complete([{ subjectId, awardCode: 'CSTDCS' }]);
      const missing = await o.step(o.officer, 'submitDossier', held, { receivingUnitId: province });
      expect(missing.refusals).toEqual(['DOSSIER_COMPONENT_MISSING attachments.INITIATIVE_CERTIFICATE']);
      const error = pick(missing.answer.data, 'submitDossier', 'userErrors', 0);
      expect(String(pick(error, 'message'))).toContain('INITIATIVE_CERTIFICATE hoặc COMPLETION_CONFIRMATION');
      const attachmentId = await o.file(`${component}.pdf`);
      const whole = await o.done(o.officer, 'attachToDossier', held, { attachmentId, component });
      const sent = await o.step(o.officer, 'submitDossier', whole, { receivingUnitId: province });
      expect(sent.refusals).toEqual([]);
    }
  });
});
