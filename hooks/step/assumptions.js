// @bun
import{Ja,Ya,ec,pm}from"./s50.js";export{Ja as area,ec as idProblems,pm as kind,Ya as talked};
