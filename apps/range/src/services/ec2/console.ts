import type { Instance } from '../../estate/types.ts';
import type { Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { chosenInstances } from './instances.ts';
import { ec2Arn, ec2Time, notFound } from './region-state.ts';

const CONSOLE_BYTES = 64 * 1024;

function instanceOf(call: RangeCall): Instance {
  const id = String(call.params.InstanceId);
  const [instance] = chosenInstances(call, [id]);
  if (!instance) throw notFound('InvalidInstanceID', 'instance ID', id);
  return instance;
}

const onInstance: Operation['authorize'] = (call) => {
  const instance = instanceOf(call);
  return [
    { action: `ec2:${call.operation}`, resource: ec2Arn(call, 'instance', instance.id), resourceTags: instance.tags },
  ];
};

/** A baseline JPEG of one grey 8 x 8 block: what a blank text console comes down to. */
const BLANK_JPEG =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==';

export const consoleOperations: Record<string, Operation> = {
  GetConsoleOutput: {
    required: ['InstanceId'],
    authorize: onInstance,
    handle: (call) => {
      const instance = instanceOf(call);
      const tail = Buffer.from(instance.consoleOutput, 'utf8').subarray(-CONSOLE_BYTES);
      return {
        xml: {
          instanceId: instance.id,
          timestamp: ec2Time(instance.consoleOutputAtMs),
          output: tail.toString('base64'),
        },
      };
    },
  },
  GetConsoleScreenshot: {
    required: ['InstanceId'],
    authorize: onInstance,
    handle: (call) => {
      const instance = instanceOf(call);
      if (instance.state !== 'running')
        throw new ServiceError(
          'IncorrectInstanceState',
          400,
          `The instance '${instance.id}' is not in the 'running' state.`,
        );
      return { xml: { instanceId: instance.id, imageData: BLANK_JPEG } };
    },
  },
  GetInstanceUefiData: {
    required: ['InstanceId'],
    authorize: onInstance,
    handle: (call) => {
      const instance = instanceOf(call);
      throw new ServiceError(
        'UnsupportedOperation',
        400,
        `The instance '${instance.id}' does not support UEFI data: its boot mode is legacy-bios.`,
      );
    },
  },
};
