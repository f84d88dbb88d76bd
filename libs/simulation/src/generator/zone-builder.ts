import { writeRemark } from '@app/hydraulics';
import { designDistrict, drawDistrict } from './district-builder';
import type { Drawing } from './drawing';
import { choosePipe } from './pipe-stock';
import { headroomM, peakFactor, round, tankHeightM, type PumpPlan, type ZonePlan } from './plans';
import type { Random } from './random';
import type { Zone } from './town-layout';

/** Water in a tank: hours of mean demand. */
const storageHours = 11;

/** Pumps of a zone: one that always runs and one that the tank switches. Shares are of mean demand. */
const pumpForms = [
  { share: 0.62, onBelowM: 4.3, offAboveM: 4.85, bendM: -18 },
  { share: 0.95, onBelowM: 2.1, offAboveM: 3.5, bendM: 18 },
] as const;

/** Draws a supply zone: source and pumps in the south, trunk main, tank on high ground in the north, districts on both sides. */
export function drawZone(drawing: Drawing, zone: Zone, random: Random): { plan: ZonePlan; population: number } {
  const prefix = `Z${zone.number}`;
  const designs = zone.districts.map((district) =>
    designDistrict(drawing, district, random.fork(`demand ${district.number}`)),
  );
  const meanDemand = designs.reduce((sum, design) => sum + design.meanDemand, 0);
  const highestM = Math.max(...designs.map((design) => design.highestM));
  const tankId = `${prefix}-TANK`;
  const tankElevation = round(highestM + headroomM, 1);
  drawing.network.tanks.push({
    ...drawing.place(tankId, { x: zone.spineX, y: zone.northY + 180 }),
    comment: writeRemark({ name: `Zone ${zone.number} tank` }),
    elevation: tankElevation,
    initialLevel: 2.8,
    minLevel: 0.3,
    maxLevel: tankHeightM,
    diameter: round(Math.max(6, Math.sqrt((4 * meanDemand * 3.6 * storageHours) / (Math.PI * tankHeightM))), 1),
    minVolume: 0,
    volumeCurveId: null,
    overflow: false,
  });
  const { southId, taps } = drawTrunk(drawing, zone, prefix, tankId, meanDemand, random);
  const source = drawSource(drawing, zone, prefix, southId, tankElevation, meanDemand, random);
  const districts = designs.map((design) => {
    const { number } = design.district;
    return drawDistrict(drawing, design, taps.get(number) as string, tankElevation, random.fork(`D${number}`));
  });
  const population = designs.reduce((sum, design) => sum + design.population, 0);
  return {
    plan: { number: zone.number, tankId, districts, meanDemand, dischargeNodeId: southId, ...source },
    population,
  };
}

/** The trunk main from south to north, with a tee for every district. */
function drawTrunk(drawing: Drawing, zone: Zone, prefix: string, tankId: string, meanDemand: number, random: Random) {
  const stops = zone.districts.map(({ tap, number }) => ({ y: tap.y, number })).sort((a, b) => a.y - b.y);
  const taps = new Map<number, string>();
  const southId = `${prefix}-J0`;
  drawing.addJunction(southId, { x: zone.spineX, y: zone.southY - 60 });
  let previous = southId;
  const laid = random.int(1962, 1996);
  const lay = (to: string, index: number): void => {
    const stock = choosePipe(random, meanDemand * peakFactor, 200, `Zone ${zone.number} trunk main`, laid);
    drawing.addPipe(`${prefix}-T${index}`, previous, to, stock);
    previous = to;
  };
  stops.forEach(({ y, number }, index) => {
    const id = `${prefix}-J${index + 1}`;
    drawing.addJunction(id, { x: zone.spineX, y });
    taps.set(number, id);
    lay(id, index + 1);
  });
  lay(tankId, stops.length + 1);
  return { southId, taps };
}

/** Source, works and pumps at the south end. */
function drawSource(
  drawing: Drawing,
  zone: Zone,
  prefix: string,
  southId: string,
  tankElevation: number,
  meanDemand: number,
  random: Random,
) {
  const reservoirId = `${prefix}-SOURCE`;
  const [suctionId, outletId] = [`${prefix}-SUCTION`, `${prefix}-DISCHARGE`];
  const at = (south: number): { x: number; y: number } => ({ x: zone.spineX, y: zone.southY - south });
  const groundM = drawing.elevationM(at(330));
  const name = zone.number === 1 ? 'Treatment works clear water' : `Borehole field ${zone.number}`;
  drawing.network.reservoirs.push({
    ...drawing.place(reservoirId, at(330)),
    comment: writeRemark({ name }),
    head: groundM + 4,
    patternId: null,
  });
  drawing.addJunction(suctionId, at(250), groundM);
  drawing.addJunction(outletId, at(225), groundM);
  const stock = choosePipe(random, meanDemand * peakFactor, 250, 'Works outlet', 1985);
  drawing.addPipe(`${prefix}-P0`, reservoirId, suctionId, stock);
  const liftM = tankElevation + tankHeightM - groundM - 4;
  const pumps = pumpForms.map(({ share, onBelowM, offAboveM, bendM }, index): PumpPlan => {
    const [id, curveId] = [`${prefix}-PU${index + 1}`, `${prefix}-C${index + 1}`];
    const designFlow = round(meanDemand * share, 2);
    drawing.network.curves.push({ id: curveId, points: [{ x: designFlow, y: round(liftM * 1.06 + 3, 1) }] });
    drawing.network.pumps.push({
      ...drawing.link(id, suctionId, outletId, writeRemark({ name: `${name} pump ${index + 1}` })),
      vertices: [drawing.bend({ x: zone.spineX + bendM, y: zone.southY - 237 })],
      headCurveId: curveId,
      power: null,
      speed: 1,
      patternId: null,
      status: 'open',
    });
    const tankId = `${prefix}-TANK`;
    drawing.network.controls.push(
      `LINK ${id} OPEN IF NODE ${tankId} BELOW ${onBelowM}`,
      `LINK ${id} CLOSED IF NODE ${tankId} ABOVE ${offAboveM}`,
    );
    return { id, tankId, onBelowM, offAboveM, designFlow };
  });
  const dischargePipeId = `${prefix}-P1`;
  drawing.addPipe(dischargePipeId, outletId, southId, stock);
  return { reservoirId, pumps, dischargePipeId };
}
