#include "app/workspace.h"

#include "app/data_folder.h"
#include "app/migrations.h"
#include "query/cursor.h"
#include "storage/migrate.h"

namespace kontor::app {

Result<std::unique_ptr<Workspace>> Workspace::open(const WorkspaceOptions& options) {
  std::unique_ptr<Workspace> workspace(new Workspace);
  workspace->data_ = options.data;
  TRY(make_data_folder(options.data));
  // With a shared database several nodes may serve one workspace, each with a folder of its own.
  if (options.exclusive) workspace->lock_ = TRY(lock_data_folder(options.data));
  const std::string secret = TRY(load_secret(options.data, query::CursorSealer::kKeyBytes));

  storage::OpenOptions open;
  open.url = options.database.empty() ? "sqlite:" + options.data + "/kontor.db" : options.database;
  open.readers = options.readers;
  open.acknowledge_before_commit = options.acknowledge_before_commit;
  workspace->database_ = TRY(storage::open(open));
  TRY(storage::migrate(*workspace->database_, all_migrations()));

  workspace->access_ = std::make_unique<access::Access>(
      *workspace->database_, workspace->catalogues_, system_clock(), secret);
  workspace->accounts_ = std::make_unique<Accounts>(*workspace->database_, workspace->ids_);
  workspace->organisation_ = std::make_unique<access::OrganisationStore>(
      *workspace->database_, workspace->ids_, system_clock());
  TRY(workspace->organisation_->prepare());
  const auto welcome = [organisation = workspace->organisation_.get()](storage::Transaction& tx,
                                                                       RecordId user) {
    return organisation->welcome(tx, user);
  };
  workspace->accounts_->users.on_added(welcome);
  workspace->accounts_->login.on_added(welcome);
  workspace->accounts_->users.on_leaving(
      [organisation = workspace->organisation_.get()](storage::Transaction& tx, RecordId user) {
        return organisation->farewell(tx, user);
      });
  workspace->hub_ = std::make_unique<events::Hub>(*workspace->database_);
  records::Workshop workshop{.database = *workspace->database_,
                             .catalogues = workspace->catalogues_,
                             .rights =
                                 [access = workspace->access_.get()](
                                     const auth::Actor& actor, storage::Connection& connection,
                                     const schema::CataloguePtr& catalogue) {
                                   return access->rights(actor, connection, catalogue);
                                 },
                             .ids = workspace->ids_,
                             .clock = system_clock(),
                             .hub = workspace->hub_.get(),
                             .organisations = &workspace->organisations_};
  workspace->writer_ = std::make_unique<records::Writer>(std::move(workshop));
  workspace->jobs_ = std::make_unique<events::Jobs>(*workspace->database_, workspace->ids_,
                                                    system_clock(), workspace->hub_.get());
  workspace->imports_ = std::make_unique<importing::Imports>(*workspace->writer_, *workspace->jobs_,
                                                             options.data + "/imports");
  return workspace;
}

Workspace::~Workspace() {
  if (jobs_) jobs_->stop();  // none: opening has failed
  imports_.reset();
  jobs_.reset();
  writer_.reset();
  hub_.reset();
  database_.reset();
  if (lock_ >= 0) unlock_data_folder(lock_);
}

}  // namespace kontor::app
