import { CurrentPrincipal, type Principal, SignedIn } from '@app/access';
import { type SearchHits, type SearchQuery, searchHits, searchQuery } from '@app/contracts';
import { ApiResult } from '@app/http';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SearchReadModel } from './search.read-model';

@ApiTags('Search')
@Controller('search')
export class SearchController {
  constructor(private readonly search: SearchReadModel) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Find objects by code or name',
    description: 'Kinds of object that the caller may not read are left out.',
  })
  @ApiResult(searchHits)
  find(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: searchQuery }) query: SearchQuery,
  ): Promise<SearchHits> {
    return this.search.find(principal, query);
  }
}
