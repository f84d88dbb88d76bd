/** A recorded series of flows, and how its file is to be read. */
export interface Recording {
  /** Below the data folder. */
  readonly file: string;
  /** Zone of the times in the file, IANA. */
  readonly timeZone: string;
  /** Distance of rows, s. */
  readonly stepS: number;
  /** Unit of the values, UCUM. */
  readonly unit: string;
  /** From that unit to m³/h. */
  readonly factor: number;
  /** Municipality that the sensors belong to. */
  readonly municipality: {
    readonly code: string;
    readonly name: string;
    readonly timeZone: string;
    readonly center: { readonly lon: number; readonly lat: number };
  };
}

/** Net inflow of ten districts of a utility in the north-east of Italy, hourly, in local time with its changes of clock. */
export const districtInflows: Recording & { readonly labels: string } = {
  file: 'dma_inflow_bwdf/inflow_with_events.csv.gz',
  labels: 'dma_inflow_bwdf/events.csv',
  timeZone: 'Europe/Rome',
  stepS: 3600,
  unit: 'L/s',
  factor: 3.6,
  municipality: {
    code: 'BWDF',
    name: 'Ten districts',
    timeZone: 'Europe/Rome',
    center: { lon: 13.24, lat: 45.95 },
  },
};

/** Two inlets and a pump of L-Town, five minutes. The file runs through the change of clock without a step: standard time of Cyprus. */
export const townFlows: Recording & { readonly labels: string } = {
  file: 'battledim/real_2019H1/flows.csv.gz',
  labels: 'battledim/real_2019H1/leaks.csv',
  timeZone: 'Etc/GMT-2',
  stepS: 300,
  unit: 'm3/h',
  factor: 1,
  municipality: {
    code: 'LTOWN',
    name: 'L-Town',
    timeZone: 'Asia/Nicosia',
    center: { lon: 33.04, lat: 34.69 },
  },
};

/** A network of the data folder and where it is to stand. */
export interface NetworkFile {
  readonly file: string;
  readonly zoneName: string;
  /** Metres on the ground of one unit of the drawing. */
  readonly metresPerUnit: number;
  readonly municipality: Recording['municipality'];
}

/** The drawing of L-Town is in metres. */
export const townNetwork: NetworkFile = {
  file: 'battledim/L-TOWN.inp',
  zoneName: 'L-Town network',
  metresPerUnit: 1,
  municipality: townFlows.municipality,
};

/** EPANET's third example; its drawing has no unit, and a pipe is as a rule 225 m long for one unit of it. */
export const exampleNetwork: NetworkFile = {
  file: 'epanet/Net3.inp.gz',
  zoneName: 'Net3',
  metresPerUnit: 225,
  municipality: { code: 'NET3', name: 'Net3', timeZone: 'Europe/Rome', center: { lon: 12.95, lat: 45.97 } },
};
