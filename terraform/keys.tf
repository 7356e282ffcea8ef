# Customer-managed keys: who uses which, and from when on.
locals {
  # Each of Google's agents encrypts with the key of its location.
  key_agents_of = {
    bigquery = length(local.bigquery_tables) > 0 ? ["bigquery"] : []
    database = ["firestore"]
    region = concat(
      ["eventarc", "pubsub", "run"],
      local.keeps_builds || local.mirrored ? ["artifactregistry"] : [],
      var.backfill == null ? [] : ["compute", "dataflow"],
      var.build_from_source ? ["cloudfunctions"] : [],
      var.build_from_source || var.backfill != null ? ["storage"] : [],
      var.rules_file == null ? [] : ["secretmanager"],
    )
  }
  key_agents = toset(flatten([for place, agents in local.key_agents_of : agents if var.kms_keys[place] != null]))
  key_grants = merge([
    for place, agents in local.key_agents_of : {
      for agent in agents : "${place} ${agent}" => {
        member = local.agents[agent]
        on     = var.kms_keys[place]
        role   = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
      } if var.kms_keys[place] != null
    }
  ]...)

  # Keys, once the agents may use them.
  kms_keys = { for place in ["bigquery", "database", "region"] : place => try(time_sleep.keys[0].triggers[place], null) }
}

resource "google_kms_crypto_key_iam_member" "agent" {
  for_each = { for key, it in local.key_grants : key => it if var.create_iam }

  crypto_key_id = each.value.on
  role          = each.value.role
  member        = each.value.member
}

# What is encrypted before the agents may use the keys is refused.
resource "time_sleep" "keys" {
  count = length(local.key_agents) == 0 ? 0 : 1

  create_duration = "60s"
  triggers        = { for place, key in var.kms_keys : place => key if key != null }

  depends_on = [google_kms_crypto_key_iam_member.agent]
}
