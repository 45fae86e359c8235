"""One Shopify store through its Admin GraphQL API."""
