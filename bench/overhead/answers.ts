const entity = {
  data: {
    ride: {
      id: 'UmlkZTpFQVNUVVM6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx',
      city: 'new york',
      startTime: '2026-01-01T00:00:00.000000Z',
      rider: { id: 'VXNlcjpFQVNUVVM6MDAwMDAwMDAtMDAwMC00MDAw', name: 'Ada', city: 'new york' },
      vehicle: { id: 'VmVoaWNsZTpFQVNUVVM6MDAwMDAwMDAtMDAwMC00MDAw', type: 'BIKE', status: 'AVAILABLE' },
    },
  },
};
const { vehicle } = entity.data.ride;
const list = {
  data: {
    vehicles: {
      nodes: Array.from({ length: 50 }, () => ({
        ...vehicle,
        city: 'new york',
        creationTime: '2026-01-01T00:00:00.000000Z',
        currentLocation: '40 Broad Street',
      })),
    },
  },
};

/** What the backend answers: an entity of some 400 bytes, a list of 50 of some 9 kB. */
export const answers = {
  entity: Buffer.from(JSON.stringify(entity)),
  list: Buffer.from(JSON.stringify(list)),
} as const;
