// @bun
import{Ol}from"./s4.js";export{Ol as viewQuestions};
