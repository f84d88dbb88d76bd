import { required, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { useMe } from '../auth/ability';
import { useMunicipality } from '../data/municipalities';
import { SelectInput, TextInput } from '../kit/inputs';
import { LocationInput } from '../kit/location-input';
import { MunicipalityInput } from '../kit/municipality-input';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import { CodecInput } from './codec-input';
import { CredentialDialog } from './credential-dialog';
import { type Credential, type Device, protocolName } from './device';

/** Gateways that come with the platform. */
const PROTOCOLS = ['mqtt', 'http', 'tcp', 'lorawan', 'coap', 'lwm2m', 'sms', 'modbus', 'sparkplug'] as const;

function DeviceFields({ isNew }: { isNew: boolean }) {
  const translate = useTranslate();
  const me = useMe();
  const chosen = useWatch({ name: 'municipalityId' }) as string | undefined;
  const protocol = useWatch({ name: 'protocol' }) as string | undefined;
  const municipality = useMunicipality(chosen ?? (me?.tenant.kind === 'municipality' ? me.tenant.id : null));
  const protocols = protocol && !PROTOCOLS.some((item) => item === protocol) ? [...PROTOCOLS, protocol] : PROTOCOLS;
  return (
    <>
      <FieldGroup title="devices.one">
        {isNew && <MunicipalityInput />}
        <TextInput source="name" label="devices.field.name" required validate={required()} />
        <SelectInput
          source="protocol"
          label="devices.field.protocol"
          required
          validate={required()}
          choices={protocols.map((value) => ({ value, text: protocolName(value) }))}
        />
        <SelectInput
          source="status"
          label="devices.field.status"
          required
          validate={required()}
          choices={['active', 'disabled'].map((value) => ({ value, text: translate(`devices.status.${value}`) }))}
        />
        <TextInput source="firmware" label="devices.field.firmware" />
        <CodecInput />
      </FieldGroup>
      <FieldGroup title="kit.place">
        <LocationInput
          source="location"
          center={municipality?.center}
          context={municipality?.boundary ? [municipality.boundary] : []}
        />
      </FieldGroup>
    </>
  );
}

/** Makes a device and shows its credential once. */
export function DeviceCreate() {
  const navigate = useNavigate();
  const [made, setMade] = useState<{ id: string; credential: Credential } | null>(null);
  return (
    <>
      <CreatePage<Device & { credential: Credential }>
        resource="devices"
        title="devices.create"
        defaults={{ protocol: 'mqtt', status: 'active' }}
        onSaved={(device) => setMade({ id: device.id, credential: device.credential })}
      >
        <DeviceFields isNew />
      </CreatePage>
      <CredentialDialog
        credential={made?.credential ?? null}
        onClose={() => made && void navigate(`/devices/${made.id}/show`)}
      />
    </>
  );
}

/** Changes a device. */
export function DeviceEdit() {
  return (
    <EditPage<Device> resource="devices" title="devices.edit">
      <DeviceFields isNew={false} />
    </EditPage>
  );
}
