plugin "terraform" {
  enabled = true
  preset  = "all"
}

# Each example is one page, as one reads it.
rule "terraform_standard_module_structure" {
  enabled = false
}

rule "terraform_naming_convention" {
  enabled = true
}
