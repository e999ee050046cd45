/* global document, fetch, React, ReactDOM, GraphiQL */

// Runs in the browser. The token of a demo actor stands under "Headers"; paste another one there to be somebody else.
fetch('/explorer/settings.json')
  .then((answer) => answer.json())
  .then(({ endpoint, headers, query }) => {
    const explorer = React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: endpoint }),
      defaultQuery: query,
      defaultHeaders: headers,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: 'headers',
    });
    ReactDOM.createRoot(document.getElementById('explorer')).render(explorer);
  });
