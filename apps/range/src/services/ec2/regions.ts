import type { Operation } from '../../wire/service.ts';
import { applyFilters } from './filters.ts';
import { listParam, regionOf } from './region-state.ts';

export const regionOperations: Record<string, Operation> = {
  DescribeRegions: {
    handle: (call) => {
      const names = listParam(call, 'RegionName');
      const enabled = Object.keys(call.estate.accounts[call.accountId]?.regions ?? {});
      const all = enabled
        .filter((name) => names.length === 0 || names.includes(name))
        .map((regionName) => ({
          regionName,
          regionEndpoint: `ec2.${regionName}.amazonaws.com`,
          optInStatus: 'opt-in-not-required',
          tags: {},
        }));
      const table = {
        'region-name': (item: (typeof all)[number]) => [item.regionName],
        endpoint: (item: (typeof all)[number]) => [item.regionEndpoint],
        'opt-in-status': (item: (typeof all)[number]) => [item.optInStatus],
      };
      return { xml: { regionInfo: applyFilters(call, all, table).map(({ tags: _, ...shown }) => shown) } };
    },
  },
  DescribeAvailabilityZones: {
    handle: (call) => ({
      xml: {
        availabilityZoneInfo: regionOf(call).availabilityZones.map((zone) => ({
          zoneName: zone.name,
          zoneState: 'available',
          regionName: call.region,
          zoneId: zone.id,
          zoneType: 'availability-zone',
          optInStatus: 'opt-in-not-required',
        })),
      },
    }),
  },
};
