// @bun
import{Bc}from"./s56.js";export{Bc as viewQuestions};
