import { Global, Module } from '@nestjs/common';
import { SealedBox } from './sealed-box';
import { SigningKeys } from './signing-keys';

@Global()
@Module({ providers: [SealedBox, SigningKeys], exports: [SealedBox, SigningKeys] })
export class SecretsModule {}
