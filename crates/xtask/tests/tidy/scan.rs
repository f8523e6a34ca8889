//! A Rust file, looked at through its syntax.

use crate::tree::File;
use proc_macro2::{TokenStream, TokenTree};
use std::ops::RangeInclusive;
use syn::{
    Attribute, Item, ItemFn, ItemMod, ItemTrait, Signature, TraitItem, Visibility,
    spanned::Spanned,
    visit::{self, Visit},
};

/// What the rules ask about one file. Tests inside it are set apart.
#[derive(Default)]
pub(crate) struct Scan {
    pub(crate) functions: Vec<Function>,
    pub(crate) public_traits: Vec<(usize, String, usize)>,
    /// Lines of modules marked `#[cfg(test)]`.
    pub(crate) tests: Vec<RangeInclusive<usize>>,
    /// Text literals outside tests, those inside macros included.
    pub(crate) literals: Vec<(usize, String)>,
}

pub(crate) struct Function {
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) n_lines: usize,
    pub(crate) n_params: usize,
    pub(crate) is_component: bool,
    pub(crate) holds_view: bool,
}

pub(crate) fn scan(file: &File) -> &Scan {
    file.scan.get_or_init(|| {
        let syntax =
            syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        let mut scan = Scan::default();
        scan.visit_file(&syntax);
        scan
    })
}

impl Scan {
    pub(crate) fn n_test_lines(&self) -> usize {
        self.tests.iter().map(|range| range.clone().count()).sum()
    }

    pub(crate) fn is_in_test(&self, line: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&line))
    }

    fn add(&mut self, signature: &Signature, attrs: &[Attribute], body: &syn::Block) {
        let start = signature.span().start().line;
        self.functions.push(Function {
            line: start,
            name: signature.ident.to_string(),
            n_lines: body.span().end().line - start + 1,
            n_params: signature.inputs.len(),
            is_component: attrs.iter().any(|attr| attr.path().is_ident("component")),
            holds_view: holds_view(body),
        });
    }

    fn add_literals(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.add_literals(group.stream()),
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    self.literals.push((literal.span().start().line, text));
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Scan {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if is_for_tests(&module.attrs) {
            let span = module.span();
            self.tests.push(span.start().line..=span.end().line);
        } else {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item(&mut self, item: &'ast Item) {
        if !matches!(item, Item::Fn(function) if is_for_tests(&function.attrs)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.add(&function.sig, &function.attrs, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, &function.attrs, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        if matches!(item.vis, Visibility::Public(_)) {
            let methods = item
                .items
                .iter()
                .filter(|item| matches!(item, TraitItem::Fn(_)));
            let line = item.ident.span().start().line;
            self.public_traits
                .push((line, item.ident.to_string(), methods.count()));
        }
        visit::visit_item_trait(self, item);
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.literals
            .push((literal.span().start().line, literal.value()));
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.add_literals(call.tokens.clone());
    }

    /// Documentation is an attribute that holds a literal; it is not what a person reads.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

fn is_for_tests(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("test")
            || attr.path().is_ident("cfg")
                && matches!(&attr.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
    })
}

fn holds_view(body: &syn::Block) -> bool {
    struct Finder(bool);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_macro(&mut self, call: &'ast syn::Macro) {
            self.0 |= call.path.is_ident("view");
        }
    }
    let mut finder = Finder(false);
    finder.visit_block(body);
    finder.0
}
