// @bun
import{mu}from"./s88.js";function r(e,t,n,a){return{...e.facts(t,n,a),decisions:mu(t)?.decisions??""}}export{r as planFacts};
