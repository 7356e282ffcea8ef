# Secrets of yours that the functions see as environment variables.
locals {
  secrets = {
    for key, it in var.secrets : key => {
      project = can(regex("^projects/", it.secret)) ? split("/", it.secret)[1] : var.project_id
      secret  = element(split("/", it.secret), -1)
      version = it.version
    }
  }

  secret_readers = {
    for it in setproduct(distinct([for it in values(local.secrets) : "${it.project}/${it.secret}"]), setintersection(["function", "reader"], keys(local.accounts))) :
    "${it[0]} ${it[1]}" => { account = it[1], project = split("/", it[0])[0], secret = split("/", it[0])[1] }
  }
}

resource "google_secret_manager_secret_iam_member" "environment" {
  for_each = local.secret_readers

  project   = each.value.project
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = local.accounts[each.value.account].member

  # Goes after the functions have let go of the secret.
  lifecycle {
    create_before_destroy = true
  }
}
